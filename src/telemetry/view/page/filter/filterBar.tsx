import * as l10n from "@vscode/l10n";
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type EventResult, type Overview, type ViewFilter } from "../../messages";
import { resultLabel } from "../parts/result";
import { MultiSelect } from "./multiSelect";
import { fromInput, toInput } from "./viewFilter";

interface Props {
  readonly filter: ViewFilter;
  /** Called with the fields that change. */
  readonly onChange: (part: ViewFilter) => void;
  /** Of all events: what one can choose from. */
  readonly overview: Overview;
}

/** Chooses the events that all tabs show. */
export function FilterBar({ filter, onChange, overview }: Props): VNode {
  return (
    <form
      class="filter"
      role="search"
      aria-label={l10n.t("Filter events")}
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <TimeInput
        label={l10n.t("From (UTC)")}
        value={filter.start}
        set={(start) => onChange({ start })}
      />
      <TimeInput
        label={l10n.t("Before (UTC)")}
        value={filter.end}
        set={(end) => onChange({ end })}
      />
      <MultiSelect
        label={l10n.t("Names")}
        options={overview.names}
        selected={filter.names ?? []}
        onSelect={(names) => onChange({ names })}
      />
      <MultiSelect
        label={l10n.t("Results")}
        options={overview.results}
        selected={filter.results ?? []}
        onSelect={(selected) => onChange({ results: selected as EventResult[] })}
        describe={(result) => resultLabel(result as EventResult)}
      />
      <MultiSelect
        label={l10n.t("Sessions")}
        options={overview.sessions}
        selected={filter.sessions ?? []}
        onSelect={(sessions) => onChange({ sessions })}
      />
      <TextInput value={filter.text ?? ""} set={(text) => onChange({ text })} />
    </form>
  );
}

function Field({ label, children }: { label: string; children: ComponentChildren }): VNode {
  return (
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

interface TimeProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly set: (value: number | undefined) => void;
}

function TimeInput({ label, value, set }: TimeProps): VNode {
  return (
    <Field label={label}>
      <input
        type="datetime-local"
        value={toInput(value)}
        onChange={({ currentTarget }) => {
          set(fromInput(currentTarget.value));
        }}
      />
    </Field>
  );
}

/** How long a pause in typing ends a text, in milliseconds. */
const PAUSE = 200;

function TextInput({ value, set }: { value: string; set: (value: string) => void }): VNode {
  const [text, setText] = useState(value);
  useEffect(() => {
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === value) {
      return;
    }
    const timer = setTimeout(() => {
      set(text);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return (
    <Field label={l10n.t("Text")}>
      <input
        type="search"
        value={text}
        placeholder={l10n.t("Search stored text")}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
        }}
      />
    </Field>
  );
}
