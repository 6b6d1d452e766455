import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type EventResult, type Timeline, eventResults } from "../../messages";
import { formatCount } from "../format";
import { resultLabel } from "../parts/result";
import { fillOf } from "./fill";
import { onThemeChange } from "./theme";

interface Props {
  readonly timeline: Timeline;
  /** The hour or day whose counts are shown. Absent for all. */
  readonly index: number | undefined;
  readonly title: string;
}

export function Legend({ timeline: { counts }, index, title }: Props): VNode {
  return (
    <div class="legend">
      <span>{title}</span>
      {eventResults.map((result) => (
        <span key={result}>
          <Swatch result={result} />
          {resultLabel(result)}{" "}
          <span class="count">
            {formatCount(
              index === undefined
                ? counts[result].reduce((total, count) => total + count, 0)
                : (counts[result][index] ?? 0),
            )}
          </span>
        </span>
      ))}
    </div>
  );
}

const SIZE = 12;

/** A sample of the pattern that the chart uses. */
function Swatch({ result }: { result: EventResult }): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = () => {
      const context = canvas.current?.getContext("2d");
      if (context) {
        context.fillStyle = fillOf(result, context);
        context.fillRect(0, 0, SIZE * devicePixelRatio, SIZE * devicePixelRatio);
      }
    };
    draw();
    return onThemeChange(draw);
  }, [result]);
  const pixels = SIZE * devicePixelRatio;
  return <canvas class="swatch" ref={canvas} width={pixels} height={pixels} aria-hidden="true" />;
}
