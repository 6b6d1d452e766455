import { useEffect, useMemo, useState } from "preact/hooks";
import type { Pending } from "../host";
import { type Fetched, Pages } from "./pages";

/** Rows that are fetched as they come into view. They are fetched anew if `key` changes. */
export function usePages<Row>(
  key: string,
  fetch: (offset: number, count: number) => Pending<Fetched<Row>>,
): Pages<Row> {
  const [, redraw] = useState({});
  const pages = useMemo(
    () =>
      new Pages(fetch, () => {
        redraw({});
      }),
    [key],
  );
  useEffect(() => {
    pages.show(0, 0);
    return () => {
      pages.close();
    };
  }, [pages]);
  return pages;
}
