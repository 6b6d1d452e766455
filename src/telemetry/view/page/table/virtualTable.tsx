// A table that only has elements for the rows in view. The rows all have the same height, so where
// each one lies is known without measuring it.
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Position, top } from "../state";
import { moveActive } from "./moveActive";
import { type Column, Row } from "./row";
import { scaleOf, scrollToShow, windowAt } from "./scale";

/** Height of a row in pixels, as in VS Code's lists. style/table.css has the same. */
const ROW_HEIGHT = 22;
/** Rows beyond the visible ones on either side, so that scrolling shows no gaps. */
const OVERSCAN = 8;

interface Props<Item> {
  /** For screen readers. */
  readonly label: string;
  /** CSS class, which sets the widths of the columns. */
  readonly name: string;
  readonly columns: readonly Column<Item>[];
  readonly count: number;
  /** Returns nothing for a row that has not been fetched yet. */
  readonly itemAt: (index: number) => Item | undefined;
  /** Called with the rows that must be fetched. */
  readonly onShow?: (first: number, last: number) => void;
  /** Where the table was when it was last shown. */
  readonly position?: Position;
  readonly onMove?: (position: Position) => void;
  readonly onOpen: (item: Item) => void;
  /** Whether the active row is opened when it changes, because another one is open. */
  readonly isFollowing?: boolean;
  /** In a tree, the depth of a row, starting at 0. */
  readonly depth?: (item: Item) => number;
}

export function VirtualTable<Item>(props: Props<Item>): VNode {
  const { count, name, columns } = props;
  const scroller = useRef<HTMLDivElement>(null);
  /** The row to open as soon as it has been fetched. */
  const awaited = useRef<number>(undefined);
  const viewHeight = useViewHeight(scroller);
  const [position, setPosition] = useState(props.position ?? top);
  const layout = { viewHeight, rowHeight: ROW_HEIGHT, count };
  const { first, last, origin } = windowAt(position.scrollTop, layout);
  const [from, to] = [Math.max(0, first - OVERSCAN), Math.min(count - 1, last + OVERSCAN)];
  const isReady = viewHeight > 0;

  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: position.scrollTop });
  }, [isReady]);
  useEffect(() => {
    if (isReady) {
      props.onShow?.(from, to);
    }
    if (awaited.current !== undefined) {
      open(awaited.current);
    }
  });

  const move = (next: Position) => {
    setPosition(next);
    props.onMove?.(next);
  };
  const open = (index: number) => {
    const item = props.itemAt(index);
    awaited.current = item === undefined ? index : undefined;
    if (item !== undefined) {
      props.onOpen(item);
    }
  };
  const activate = (active: number) => {
    const scrollTop = scrollToShow(active, position.scrollTop, layout);
    scroller.current?.scrollTo({ top: scrollTop });
    move({ active, scrollTop });
    if (props.isFollowing) {
      open(active);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(viewHeight / ROW_HEIGHT) - 1);
    const active = moveActive(event.key, position.active, { count, page });
    if (active !== undefined) {
      event.preventDefault();
      activate(active);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open(position.active);
    }
  };
  const isActiveShown = position.active >= from && position.active <= to;
  return (
    <div
      class={`table ${name}`}
      role={props.depth ? "treegrid" : "grid"}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-activedescendant={isActiveShown ? `${name}-${position.active}` : undefined}
      tabIndex={0}
      ref={scroller}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget: { scrollTop } }) => {
        move({ active: position.active, scrollTop });
      }}
    >
      <div role="rowgroup" class="header">
        <div class="row" role="row" aria-rowindex={1}>
          {columns.map(({ id, label }) => (
            <div key={id} class={id} role="columnheader">
              {label}
            </div>
          ))}
        </div>
      </div>
      <div
        class="rows"
        role="rowgroup"
        style={{ height: `${scaleOf(count * ROW_HEIGHT, viewHeight).height}px` }}
      >
        {range(from, to).map((index) => (
          <Row
            key={index}
            id={`${name}-${index}`}
            index={index}
            y={origin + index * ROW_HEIGHT}
            item={props.itemAt(index)}
            columns={columns}
            isActive={index === position.active}
            depth={props.depth}
            onPress={() => {
              move({ active: index, scrollTop: position.scrollTop });
              open(index);
            }}
          />
        ))}
      </div>
    </div>
  );
}

/** Height of the part of a table that shows rows. */
function useViewHeight(scroller: { readonly current: HTMLDivElement | null }): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) {
      return;
    }
    const observer = new ResizeObserver(() => {
      setHeight(Math.max(0, element.clientHeight - ROW_HEIGHT));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  return height;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
}
