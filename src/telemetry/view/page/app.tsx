import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Overview } from "../messages";
import { type News, listen, post, readPageData, remember, remembered } from "./host";
import { Opened } from "./opened";
import { Failure } from "./parts/notice";
import { Text } from "./parts/text";
import { type Progress, Reading } from "./reading";
import { type PageState, type Update, afterReading, restore } from "./state";

type Phase =
  | { readonly kind: "reading"; readonly progress?: Progress }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "opened"; readonly overview: Overview };

export function App(): VNode {
  const { title, canExport } = readPageData();
  const [phase, setPhase] = useState<Phase>({ kind: "reading" });
  const [state, setState] = useState(() => restore(remembered()));
  const change = (next: (old: PageState) => PageState) => {
    setState((old) => {
      const state = next(old);
      remember(state);
      return state;
    });
  };
  const update: Update = (part) => {
    change((old) => ({ ...old, ...(typeof part === "function" ? part(old) : part) }));
  };
  const reload = () => {
    setPhase({ kind: "reading" });
    post({ kind: "reload" });
  };
  useEffect(() => {
    const stop = listen((message) => {
      if (message.kind === "opened") {
        change((old) => afterReading(old, message.overview));
      }
      setPhase(phaseOf(message));
    });
    post({ kind: "ready" });
    return stop;
  }, []);
  return (
    <main>
      <header class="title">
        <h1>
          <Text value={title} />
        </h1>
        <button class="secondary" disabled={phase.kind === "reading"} onClick={reload}>
          {l10n.t("Refresh")}
        </button>
        {canExport && (
          <button
            disabled={phase.kind !== "opened"}
            onClick={() => {
              post({ kind: "export", filter: state.filter });
            }}
          >
            {l10n.t("Export This…")}
          </button>
        )}
      </header>
      {phase.kind === "reading" && <Reading progress={phase.progress} />}
      {phase.kind === "failed" && <Failure message={phase.message} retry={reload} />}
      {phase.kind === "opened" && (
        <Opened overview={phase.overview} state={state} update={update} onReload={reload} />
      )}
    </main>
  );
}

function phaseOf(message: News): Phase {
  if (message.kind === "preparing") {
    return { kind: "reading" };
  }
  return message.kind === "progress" ? { kind: "reading", progress: message } : message;
}
