// The page in the webview of "Coder: View Telemetry".
import * as l10n from "@vscode/l10n";
import { render } from "preact";
import { App } from "./app";
import { readPageData } from "./host";
import "./style/page.css";

const { language, translations = {} } = readPageData();
l10n.config({ contents: translations as Record<string, string> });
document.documentElement.lang = language;
render(<App />, document.getElementById("root") ?? document.body);
