import type { Page } from "playwright-core";

/** What Chromium tells a screen reader of an element. */
export interface AccessibleNode {
  role: string;
  name: string;
  /** What is read after the name, such as what is wrong with the value. */
  description: string;
  value: string;
  /** All text below it: what a live region, such as an alert, says. */
  text: string;
  isFocused: boolean;
  /** Of an option: whether the list's focus is on it. */
  isSelected: boolean;
}

/** All of the page that is not hidden from a screen reader, in the order of reading. */
export async function accessibilityTree(page: Page): Promise<AccessibleNode[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const textOf = ({ role, name, childIds = [] }: ProtocolNode): string =>
      role?.value === "StaticText"
        ? text(name)
        : childIds
            .map((id) => byId.get(id))
            .map((child) => (child ? textOf(child) : ""))
            .join("");
    return nodes
      .filter(({ ignored }) => !ignored)
      .map((node) => ({
        role: text(node.role),
        name: text(node.name),
        description: text(node.description),
        value: text(node.value),
        text: textOf(node),
        isFocused: is(node, "focused"),
        isSelected: is(node, "selected"),
      }));
  } finally {
    await session.detach();
  }
}

/** As far as it is used of what the DevTools protocol calls AXNode. */
interface ProtocolNode {
  readonly role?: ProtocolValue;
  readonly name?: ProtocolValue;
  readonly childIds?: readonly string[];
  readonly properties?: readonly { readonly name: string; readonly value: ProtocolValue }[];
}

interface ProtocolValue {
  readonly value?: unknown;
}

function text(value: ProtocolValue | undefined): string {
  return typeof value?.value === "string" ? value.value : "";
}

function is({ properties = [] }: ProtocolNode, name: string): boolean {
  return properties.some((property) => property.name === name && property.value.value === true);
}
