import type { Data } from "../formats/format";

/** Collects data until it is written. A document is either text or bytes. */
export class PendingData {
  /** Number of characters or bytes. */
  length = 0;
  private text = "";
  private bytes: Uint8Array[] = [];

  add(data: Data): void {
    this.length += data.length;
    if (typeof data === "string") {
      this.text += data;
    } else {
      this.bytes.push(data);
    }
  }

  /** Returns what was added since the last call. */
  take(): Data {
    const taken = this.bytes.length > 0 ? Buffer.concat(this.bytes) : this.text;
    this.length = 0;
    this.text = "";
    this.bytes = [];
    return taken;
  }
}
