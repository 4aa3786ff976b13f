/** Begins like a word or a template, and has neither control characters nor odd spaces inside. */
const plain = /^[\p{L}\p{N}_$](?:[^\p{C}\p{Z}]| )*$/u;
/** What would end a plain value or begin a comment. */
const breaksPlain = /:(?: |$)| #/;
/** Inside brackets only the plainest words need no quotes. */
const plainInFlow = /^[\p{L}\p{N}_][\p{L}\p{N}_./ -]*$/u;

/** What YAML 1.1 or 1.2 tools read as something else than text; a whole number comes back the same and is left alone. */
const words = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
const wholeNumber = /^(?:0|[1-9]\d{0,14})$/;
const numberLike =
  /^(?:0[xob][\da-f_]+|[\d_]*(?:\.[\d_]*)?(?:e[-+]?\d+)?|\d[\d_]*(?::[\d_]+)+(?:\.[\d_]*)?)$/i;
const dateLike = /^\d{4}-\d\d?-\d\d?/;

/** Writes a text as a YAML value on one line: plain where every tool reads it as it is, else in double quotes. */
export function writeText(text: string): string {
  return plain.test(text) && !text.endsWith(' ') && !breaksPlain.test(text) && !isMisread(text)
    ? text
    : quote(text);
}

/** The same inside brackets, where commas and brackets mean something too. */
export function writeFlowText(text: string): string {
  return plainInFlow.test(text) && writeText(text) === text ? text : quote(text);
}

function isMisread(text: string): boolean {
  if (wholeNumber.test(text)) return false;
  return words.test(text) || numberLike.test(text) || dateLike.test(text);
}

/** JSON's strings are YAML's too; characters that editors do not show are written as their number. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u00a0\u00ad\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
