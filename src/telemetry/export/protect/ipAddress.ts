// Told without node:net, which could also open connections.

const PART = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`^${PART}(?:\\.${PART}){3}$`);

/** Whether a text is an IP address, of either version. */
export function isIpAddress(text: string): boolean {
  return IPV4.test(text) || isIpv6Address(text);
}

/** Whether a text is an IPv6 address, with or without a zone: the URL standard's own reading of one. */
export function isIpv6Address(text: string): boolean {
  const address = text.replace(/%[\w.:-]+$/, "");
  return /^[\da-f:.]*:[\da-f:.]*$/i.test(address) && URL.canParse(`http://[${address}]`);
}
