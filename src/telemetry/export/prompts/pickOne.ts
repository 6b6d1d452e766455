import * as vscode from "vscode";

/** An entry of {@link pickOne}; the one that is `active` is what Enter takes. */
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
  pick.activeItems = choices.filter(({ active }) => active === true);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
