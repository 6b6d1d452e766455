import { Attributes } from "../attributes";
import { type Quote, anyValueText } from "./anyValue";

/** Encodes attributes in OTLP's JSON Protobuf Encoding. */
export class JsonAttributes extends Attributes {
  /** The attributes so far, as elements of a JSON array. */
  text = "";
  private readonly quoted: Quote;

  constructor(quoted: Quote) {
    super();
    this.quoted = quoted;
  }

  protected override append(key: string, value: unknown): void {
    const separator = this.text === "" ? "" : ",";
    this.text += `${separator}{"key":${this.quoted(key)},"value":${anyValueText(value, this.quoted)}}`;
  }
}
