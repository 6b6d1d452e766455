import type { ComponentChildren, VNode } from "preact";

export interface Column<Item> {
  readonly id: string;
  readonly label: ComponentChildren;
  readonly cell: (item: Item) => ComponentChildren;
}

interface Props<Item> {
  readonly id: string;
  readonly index: number;
  /** Position in pixels. */
  readonly y: number;
  readonly item: Item | undefined;
  readonly columns: readonly Column<Item>[];
  readonly isActive: boolean;
  readonly depth: ((item: Item) => number) | undefined;
  readonly onPress: () => void;
}

export function Row<Item>({ item, depth, ...props }: Props<Item>): VNode {
  return (
    <div
      class={props.isActive ? "row active" : "row"}
      id={props.id}
      role="row"
      // The header is row 1.
      aria-rowindex={props.index + 2}
      aria-selected={props.isActive}
      aria-level={depth && item !== undefined ? depth(item) + 1 : undefined}
      aria-busy={item === undefined}
      style={{ transform: `translateY(${props.y}px)` }}
      onClick={props.onPress}
    >
      {props.columns.map(({ id, cell }) => (
        <div key={id} class={id} role="gridcell">
          {item === undefined ? "…" : cell(item)}
        </div>
      ))}
    </div>
  );
}
