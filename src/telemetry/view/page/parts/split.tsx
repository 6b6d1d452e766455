import type { ComponentChildren, VNode } from "preact";
import { useRef } from "preact/hooks";

interface Props {
  readonly children: ComponentChildren;
  /** Shown beside the content, or below it if there is little room. */
  readonly details: ComponentChildren;
  readonly onClose: () => void;
}

/** Content and its details. Escape closes the details and returns to the content's table. */
export function Split({ children, details, onClose }: Props): VNode {
  const content = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && details) {
      event.preventDefault();
      onClose();
      content.current?.querySelector<HTMLElement>(".table")?.focus();
    }
  };
  return (
    <div class="split" onKeyDown={onKeyDown}>
      <div class="content" ref={content}>
        {children}
      </div>
      {details}
    </div>
  );
}
