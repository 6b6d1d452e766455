import type { PbfWriter } from "pbf";
import { Attributes } from "../attributes";
import { writeKeyValue } from "./anyValue";

/** Writes attributes as entries of a repeated Protobuf field. */
export class ProtobufAttributes extends Attributes {
  private readonly pbf: PbfWriter;
  private readonly field: number;

  /** @param field number of the field in the message that is being written. */
  constructor(pbf: PbfWriter, field: number) {
    super();
    this.pbf = pbf;
    this.field = field;
  }

  protected override append(key: string, value: unknown): void {
    this.pbf.writeMessage(this.field, writeKeyValue, { key, value, depth: 0 });
  }
}
