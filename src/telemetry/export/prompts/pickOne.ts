import * as vscode from "vscode";

/** An entry of {@link pickOne}; Enter takes the one that is `active`, else the first one. */
export interface Choice extends vscode.QuickPickItem {
  readonly active?: boolean;
}

/** A quick pick with an entry preselected, which `showQuickPick` can't do. Undefined on Esc. */
export function pickOne<T extends Choice>(
  choices: readonly T[],
  { title, placeholder }: { readonly title: string; readonly placeholder: string },
): Promise<T | undefined> {
  const pick = vscode.window.createQuickPick<T>();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.matchOnDetail = true;
  pick.items = choices;
  const preselected = choices.find(({ active }) => active) ?? choices[0];
  pick.activeItems = preselected ? [preselected] : [];
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      // Enter that comes before VS Code has drawn the list selects nothing.
      const chosen = pick.selectedItems[0] ?? pick.activeItems[0];
      if (chosen) {
        resolve(chosen);
        pick.hide();
      }
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
