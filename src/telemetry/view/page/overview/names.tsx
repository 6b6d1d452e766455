import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { ValueCount } from "../../messages";
import { formatCount } from "../format";
import { Text } from "../parts/text";

const FEW = 10;

interface Props {
  readonly names: readonly ValueCount[];
  readonly onSelect: (name: string) => void;
}

export function Names({ names, onSelect }: Props): VNode {
  const [isLong, setLong] = useState(false);
  const [{ count: most } = { count: 0 }] = names;
  return (
    <section>
      <h2>{l10n.t("Events by name")}</h2>
      <table class="names">
        <thead>
          <tr>
            <th scope="col">{l10n.t("Name")}</th>
            <th scope="col" class="count">
              {l10n.t("Events")}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {names.slice(0, isLong ? undefined : FEW).map(({ value, count }) => (
            <tr key={value}>
              <th scope="row">
                <button
                  class="link"
                  title={l10n.t("Show only these events")}
                  onClick={() => {
                    onSelect(value);
                  }}
                >
                  <Text value={value} />
                </button>
              </th>
              <td class="count">{formatCount(count)}</td>
              <td class="share">
                <div style={{ width: `${(100 * count) / most}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {names.length > FEW && (
        <button
          class="link"
          onClick={() => {
            setLong(!isLong);
          }}
        >
          {isLong ? l10n.t("Show Fewer") : l10n.t("Show All {0} Names", formatCount(names.length))}
        </button>
      )}
    </section>
  );
}
