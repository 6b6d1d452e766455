/** An attribute as a server writes it in OTLP/JSON. */
export interface ReceivedKeyValue {
  /** Absent when it is empty: Go's JSON leaves defaults out. */
  readonly key?: string;
  readonly value: ReceivedValue;
}

interface ReceivedValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: string | number;
  readonly arrayValue?: { readonly values?: readonly ReceivedValue[] };
  readonly kvlistValue?: { readonly values?: readonly ReceivedKeyValue[] };
}

/** The attributes as plain values; throws when a key is there twice, which no receiver should accept. */
export function toAttributes(
  list: readonly ReceivedKeyValue[] | undefined = [],
): Record<string, unknown> {
  const values = new Map(list.map(({ key = "", value }) => [key, toValue(value)]));
  if (values.size !== list.length) {
    throw new Error(`Keys are there twice: ${list.map(({ key }) => key).join(", ")}`);
  }
  return Object.fromEntries(values);
}

function toValue(value: ReceivedValue): unknown {
  const number = value.intValue ?? value.doubleValue;
  if (number !== undefined) {
    return Number(number);
  }
  if (value.arrayValue) {
    return (value.arrayValue.values ?? []).map(toValue);
  }
  if (value.kvlistValue) {
    return toAttributes(value.kvlistValue.values);
  }
  return value.stringValue ?? value.boolValue;
}
