/**
 * Where text holds an identifier that its own shape or what stands around it gives away. Takes linear
 * time: a pattern can begin only where the run of characters that it scans begins, or at a word.
 */

const LETTER = String.raw`\p{L}\p{N}`;
const QUOTES = String.raw`"'“”‘’«»\x60`;

/** A run of a name's characters begins here, also behind a percent-encoded character. */
const START = String.raw`(?:(?<![${LETTER}_.-])|(?<=%[0-9a-f]{2}))`;
const END = String.raw`(?![${LETTER}_-]|\.[${LETTER}])`;

const SEPARATOR = String.raw`(?:[\\/]|%2f|%5c){1,4}`;
const FOLDER_CHAR = String.raw`(?:(?!%2f|%5c)[^\\/\s:*?|&#,;()\[\]{}<>${QUOTES}])`;
/** With blanks only where a backslash follows: `C:\Users\Ada Lovelace\Documents`. */
const FOLDER_NAME = String.raw`(?:${FOLDER_CHAR}+(?: ${FOLDER_CHAR}+){1,3}(?=\\)|${FOLDER_CHAR}+)`;

const HOME = String.raw`(?<=[\\/]|%2f|%5c)(?<homes>home|users|documents(?: |%20)and(?: |%20)settings)(?<separator>${SEPARATOR})(?<folder>${FOLDER_NAME})`;

const URL_HOST = String.raw`\[[0-9a-f:.]+(?:%[\w-]+)?\]|[^\s/?#&@%\\,;(){}<>|\[\]${QUOTES}]+`;
const URL = String.raw`(?<=[a-z0-9+.-])(?<slashes>:\\?/\\?/|%3a%2f%2f)(?:(?<userInfo>(?:(?!%2f)[^\s/?#&@\\<>${QUOTES}])*)(?:@|%40))?(?<urlHost>${URL_HOST})(?:(?<owner>/@)(?<ownerName>${FOLDER_CHAR}+))?`;

/** An e-mail address, or who logs in where: `ada@example.com`, `ada@devbox`, `ada@10.0.0.1`. */
const LOCAL_PART = String.raw`[${LETTER}._%+~!#$*^-]`;
const ADDRESS = String.raw`(?<!${LOCAL_PART})(?<localPart>${LOCAL_PART}+)(?<at>@|%40)(?<addressHost>[${LETTER}][${LETTER}_.-]*)(?![${LETTER}_-]|:\\?/)`;

/** As the Coder extension names its SSH hosts: `coder-vscode.dev.coder.com--owner--workspace.agent`. */
const CODER_HOST = String.raw`${START}(?<coderHost>coder-[${LETTER}_.-]*--[${LETTER}_.-]*[${LETTER}])`;

/** Top-level domains by which a dotted name is known to be no file, property or command. */
const DOMAINS =
  "com|net|org|edu|gov|mil|int|io|dev|cloud|ai|info|biz|internal|local|localdomain|lan|corp|intranet|example|invalid|arpa|eu|de|fr|uk|nl|jp|cn|kr|br|ru";
/** Those that are known with a name more before them. */
const LONG_DOMAINS =
  "app|home|test|private|site|online|tech|us|ca|ch|es|it|se|fi|dk|cz|pt|ie|mx|ar|jp|tw|hk|sg|au|nz|za|ua|tr|il|co|tv|[a-z]{2}\\.[a-z]{2}";
const LABEL = String.raw`[${LETTER}_-]+\.`;
const DOMAIN_NAME = String.raw`${START}(?<domainName>(?:${LABEL}){1,60}(?:${DOMAINS})${END}|(?:${LABEL}){2,60}(?:${LONG_DOMAINS})${END})`;

/** Whatever may be one; ipAddress.ts tells. */
const IP_V6 = String.raw`(?<![${LETTER}:.])(?=[0-9a-f.]{0,15}:[0-9a-f.]{0,15}:)(?<ipV6>[0-9a-f:.]{2,64}(?:%[\w-]{1,20})?)(?![${LETTER}])`;

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|[01]?\d?\d)`;
const IP_V4 = String.raw`(?:(?<![${LETTER}.])|(?<=%[0-9a-f]{2}))(?<ipV4>${OCTET}(?:\.${OCTET}){3})(?![${LETTER}]|\.\d)`;

/** `\\server\share`, and `\\?\UNC\server\share`. */
const SHARE = String.raw`(?<![^\s=(,;\[{<${QUOTES}])(?<shares>\\\\(?:\?\\UNC\\)?)(?<server>(?!(?:users|home)\\)[${LETTER}][${LETTER}_.$-]*)(?=\\)`;

/** `user=ada`, `"host": "devbox"`, `workspace “ada/dev”`. */
const VALUE = String.raw`[^\s=&,;()\[\]{}<>|\\${QUOTES}]+`;
const ASSIGNMENT = String.raw`(?<![${LETTER}])(?<word>(?:user|owner|login|log|host|computer|workspace)(?:[_ -]?name)?)(?<assign>["'\\]{0,4}\s{0,3}[=:]\s{0,3}[\\${QUOTES}]{0,4}|\s{1,3}[\\${QUOTES}]{1,4})(?<value>${VALUE})`;

/** What Node.js and ssh say of a host that they don't reach. */
const PEER = String.raw`(?<peerOf>\b(?:ENOTFOUND|EAI_AGAIN)\s+|\bhost(?:name)?\s+(?=[^\s:]+(?::|\s+port\b)))(?<peer>${VALUE})`;

/** All of them; the groups tell which one it is. */
export const IDENTIFIER = new RegExp(
  [URL, HOME, CODER_HOST, ADDRESS, ASSIGNMENT, PEER, SHARE, DOMAIN_NAME, IP_V6, IP_V4].join("|"),
  "giu",
);

/** The groups of {@link IDENTIFIER}; those of one of its patterns have a value. */
export type IdentifierGroups = Readonly<Record<string, string | undefined>>;
