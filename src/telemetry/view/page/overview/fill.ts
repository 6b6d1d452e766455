// The color and pattern of each result, so that the chart can be read without colors.
import type { EventResult } from "../../messages";
import { themeValue } from "./theme";

const VARIABLES: Record<EventResult, string> = {
  success: "--vscode-charts-green",
  aborted: "--vscode-charts-yellow",
  error: "--vscode-charts-red",
  none: "--vscode-charts-blue",
};

/** Side of a pattern's tile, in CSS pixels. */
const TILE = 6;

/** Returns what a result's bars are filled with. */
export function fillOf(
  result: EventResult,
  context: CanvasRenderingContext2D,
): CanvasPattern | string {
  const size = Math.round(TILE * devicePixelRatio);
  const tile = new OffscreenCanvas(size, size);
  const drawing = tile.getContext("2d");
  const color = colorOf(result);
  if (!drawing) {
    return color;
  }
  drawing.fillStyle = color;
  drawing.fillRect(0, 0, size, size);
  drawing.fillStyle = drawing.strokeStyle = themeValue("--vscode-editor-background");
  drawing.lineWidth = size / 4;
  drawPattern(result, drawing, size);
  return context.createPattern(tile, "repeat") ?? color;
}

export function colorOf(result: EventResult): string {
  return themeValue(VARIABLES[result]) || themeValue("--vscode-foreground");
}

function drawPattern(
  result: EventResult,
  drawing: OffscreenCanvasRenderingContext2D,
  size: number,
): void {
  switch (result) {
    case "success":
      return;
    case "error":
      // Diagonal lines. Those through the corners make the tiles continuous.
      drawing.beginPath();
      for (const x of [-size, 0, size]) {
        drawing.moveTo(x, size);
        drawing.lineTo(x + size, 0);
      }
      drawing.stroke();
      return;
    case "aborted":
      drawing.fillRect(0, 0, size / 3, size);
      return;
    case "none":
      drawing.fillRect(size / 4, size / 4, size / 3, size / 3);
      return;
  }
}
