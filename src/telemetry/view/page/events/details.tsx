import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import { useId } from "preact/hooks";
import type { EventDetails } from "../../messages";
import { formatCount } from "../format";
import { post } from "../host";
import { CloseButton } from "../parts/closeButton";
import { CopyButton } from "../parts/copyButton";
import { JsonText } from "../parts/jsonText";
import { Failure, Waiting } from "../parts/notice";
import { Text } from "../parts/text";
import { useAnswer } from "../useAnswer";

interface Props {
  readonly index: number;
  readonly onClose: () => void;
  /** Absent where the trace is already shown. */
  readonly onShowTrace?: (index: number) => void;
}

/** One event with everything that is stored. */
export function Details({ index, onClose, onShowTrace }: Props): VNode {
  const { value, failure, retry } = useAnswer("event", { index });
  return (
    <aside class="details" aria-label={l10n.t("Event details")}>
      <header>
        <h2>{value ? <Place details={value} /> : l10n.t("Event")}</h2>
        <CloseButton onClick={onClose} />
      </header>
      {failure !== undefined ? (
        <Failure message={failure} retry={retry} />
      ) : value ? (
        <Content key={value.index} details={value} onShowTrace={onShowTrace} />
      ) : (
        <Waiting />
      )}
    </aside>
  );
}

function Place({ details: { file, line } }: { details: EventDetails }): VNode {
  return (
    <>
      <Text value={file} />
      <span class="line">{l10n.t("Line {0}", formatCount(line))}</span>
    </>
  );
}

interface ContentProps {
  readonly details: EventDetails;
  readonly onShowTrace: Props["onShowTrace"] | undefined;
}

function Content({ details, onShowTrace }: ContentProps): VNode {
  const { index, path, line, traceId, exported, stored } = details;
  return (
    <div class="scrolled">
      <div class="actions">
        <button
          class="secondary"
          onClick={() => {
            post({ kind: "openFile", path, line });
          }}
        >
          {l10n.t("Open File")}
        </button>
        {traceId !== undefined && onShowTrace && (
          <button
            class="secondary"
            onClick={() => {
              onShowTrace(index);
            }}
          >
            {l10n.t("Show Trace")}
          </button>
        )}
      </div>
      <Section title={l10n.t("As exported")} text={exported} />
      <Section title={l10n.t("As stored")} text={stored} />
    </div>
  );
}

function Section({ title, text }: { title: string; text: string }): VNode {
  const id = useId();
  return (
    <section>
      <header>
        <h3 id={id}>{title}</h3>
        <CopyButton text={text} describedBy={id} />
      </header>
      <JsonText text={text} label={title} />
    </section>
  );
}
