// The colors of VS Code's theme, for what is drawn on a canvas.

/** Returns the value of a CSS variable, such as `--vscode-foreground`. */
export function themeValue(variable: string): string {
  return getComputedStyle(document.body).getPropertyValue(variable).trim();
}

/** Calls `changed` when another theme is selected, until the returned function is called. */
export function onThemeChange(changed: () => void): () => void {
  // VS Code sets the variables on the root element, and the kind of theme on the body.
  const observer = new MutationObserver(changed);
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter: ["style", "class"] });
  }
  return () => {
    observer.disconnect();
  };
}
