import { setOf } from "./words";

/** Last labels by which a dotted name of ordinary words is known to be a host's. */
const DOMAINS =
  setOf(`com org edu gov mil int internal local localdomain lan corp intranet home test example invalid arpa coder private
  cloud eu de fr uk nl jp cn kr br ru ch es cz fi dk au nz ca tw hk sg pt mx ar za ua tr pl`);

/** Last labels that are words of programs as often, so that two labels before them are a host's. */
const LIKELY_DOMAINS = setOf(
  `io info net dev app ai biz name pro site online tech us it se me tv co il in to so is at be cc gg ly sh`,
);

/** Last labels of files. What stands before one is a file's name. */
const FILE_EXTENSIONS =
  setOf(`bak bash bat bin c cc cert cfg cjs cmd cnf conf config cpp crt css csv db dll dmg env exe gif gz h html ini ipynb jar
  java jpg js json jsonc jsonl jsx key kt lock log map md mjs mov msi ndjson out pdf pem php pid pkg png ps1 pub py rb
  rs sh sock so socket sql sqlite svg swift tar tf tgz tmp toml ts tsx txt vsix vue wasm xml yaml yml zip zsh`);

/**
 * Whether a dotted name is a host's. With three `labels`, as is right for known words, `target.com` and `dev.target.io` are, but not
 * `console.info`.
 */
export function isDomain(name: string, labels: 2 | 3): boolean {
  const all = name.toLowerCase().split(".");
  const last = all.at(-1) ?? "";
  return (
    (all.length > 1 && DOMAINS.has(last)) || (all.length >= labels && LIKELY_DOMAINS.has(last))
  );
}

/** The extension of a file's name with its dot; empty when there is none. */
export function fileExtension(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 && FILE_EXTENSIONS.has(name.slice(dot + 1).toLowerCase()) ? name.slice(dot) : "";
}
