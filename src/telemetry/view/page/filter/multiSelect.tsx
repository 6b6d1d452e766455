import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";
import type { ValueCount } from "../../messages";
import { formatCount } from "../format";
import { Text } from "../parts/text";

/** From here on, one can search the options. */
const MANY = 10;

interface Props {
  readonly label: string;
  readonly options: readonly ValueCount[];
  readonly selected: readonly string[];
  readonly onSelect: (values: string[]) => void;
  /** The text of an option. Default: its value. */
  readonly describe?: (value: string) => string;
}

/** A button that opens a list of checkboxes. No selection means all. */
export function MultiSelect(props: Props): VNode {
  const { label, selected, describe = (value: string) => value } = props;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const [only] = selected;
  return (
    <div class="field">
      <span id={`${id}-label`}>{label}</span>
      <button
        type="button"
        class="select"
        id={`${id}-button`}
        aria-labelledby={`${id}-label ${id}-button`}
        popovertarget={id}
      >
        {only === undefined ? (
          l10n.t("All")
        ) : selected.length === 1 ? (
          <Text value={describe(only)} />
        ) : (
          l10n.t("{0} selected", formatCount(selected.length))
        )}
      </button>
      <div
        id={id}
        class="options"
        popover="auto"
        role="group"
        aria-labelledby={`${id}-label`}
        // The options exist before the list is open, so that the next key reaches them, and until
        // it is closed, so that the focus returns to the button.
        onBeforeToggle={({ newState }) => newState === "open" && setOpen(true)}
        onToggle={({ newState }) => newState === "closed" && setOpen(false)}
      >
        {isOpen && <Options {...props} describe={describe} />}
      </div>
    </div>
  );
}

function Options(props: Required<Props>): VNode {
  const { options, selected, onSelect, describe } = props;
  const [search, setSearch] = useState("");
  const found = options.filter(({ value }) =>
    describe(value).toLowerCase().includes(search.toLowerCase()),
  );
  const toggle = (value: string) => {
    onSelect(
      selected.includes(value) ? selected.filter((each) => each !== value) : [...selected, value],
    );
  };
  return (
    <>
      {options.length > MANY && (
        <input
          type="search"
          aria-label={l10n.t("Search")}
          placeholder={l10n.t("Search")}
          value={search}
          onInput={({ currentTarget }) => {
            setSearch(currentTarget.value);
          }}
        />
      )}
      <div class="list">
        {found.map(({ value, count }) => (
          <label key={value} title={value}>
            <input
              type="checkbox"
              checked={selected.includes(value)}
              onChange={() => {
                toggle(value);
              }}
            />
            <Text value={describe(value)} />
            <span class="count">{formatCount(count)}</span>
          </label>
        ))}
        {found.length === 0 && <p>{l10n.t("Nothing found.")}</p>}
      </div>
    </>
  );
}
