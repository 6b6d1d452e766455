import * as l10n from "@vscode/l10n";
import type { VNode } from "preact";
import type { Overview } from "../../messages";
import { formatCount, formatSize } from "../format";
import { post } from "../host";

interface Props {
  readonly overview: Overview;
  readonly onEvents: () => void;
  readonly onFailures: () => void;
}

export function Cards({ overview, onEvents, onFailures }: Props): VNode {
  const { eventCount, sessionCount, failureCount, skippedCount, missingCount } = overview;
  return (
    <ul class="cards">
      <Card
        value={formatCount(eventCount)}
        label={l10n.t("Events")}
        hint={l10n.t("Show the events")}
        onClick={onEvents}
      />
      <Card
        value={formatCount(failureCount)}
        label={l10n.t("Failures")}
        hint={l10n.t("Show the events with an error")}
        onClick={failureCount > 0 ? onFailures : undefined}
      />
      <Card value={formatCount(sessionCount)} label={l10n.t("Sessions")} />
      <Card
        value={formatCount(skippedCount)}
        label={l10n.t("Unreadable")}
        hint={l10n.t(
          "Entries, files and folders that can't be read. An export skips and lists them.",
        )}
        onClick={skippedCount > 0 ? showLosses : undefined}
      />
      <Card
        value={formatCount(missingCount)}
        label={l10n.t("Missing")}
        hint={l10n.t("Events that were recorded but are not stored, in all files")}
        onClick={missingCount > 0 ? showLosses : undefined}
      />
      <Card
        value={formatSize(overview.bytes)}
        label={
          overview.fileCount === 1
            ? l10n.t("In 1 file")
            : l10n.t("In {0} files", formatCount(overview.fileCount))
        }
      />
    </ul>
  );
}

function showLosses(): void {
  post({ kind: "showLosses" });
}

interface CardProps {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly onClick?: (() => void) | undefined;
}

function Card({ value, label, hint, onClick }: CardProps): VNode {
  const content = (
    <>
      <span class="value">{value}</span>
      <span class="label">{label}</span>
    </>
  );
  return (
    <li title={hint}>
      {onClick ? (
        <button class="card" onClick={onClick}>
          {content}
        </button>
      ) : (
        <div class="card">{content}</div>
      )}
    </li>
  );
}
