/** Something that a check found. */
export interface Finding {
  /** Whether it contradicts the manifest. */
  readonly isDifference: boolean;
  /** One sentence. */
  readonly text: string;
}

export function differs(text: string): Finding {
  return { isDifference: true, text };
}

export function note(text: string): Finding {
  return { isDifference: false, text };
}
