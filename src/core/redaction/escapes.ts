import { eachCharacter, ViewBuilder, type View } from './view.ts';

/** The names of U+00A0 to U+00FF in HTML, in their order. */
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para ' +
  'middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute ' +
  'Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute ' +
  'THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ' +
  'ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const entities = new Map([
  ...latin.split(' ').map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", AMP: '&', LT: '<', GT: '>' }),
  ...Object.entries({ QUOT: '"', excl: '!', num: '#', dollar: '$', percnt: '%', lpar: '(', rpar: ')' }),
  ...Object.entries({ ast: '*', plus: '+', comma: ',', period: '.', sol: '/', colon: ':', semi: ';' }),
  ...Object.entries({ equals: '=', quest: '?', commat: '@', lsqb: '[', lbrack: '[', bsol: '\\' }),
  ...Object.entries({ rsqb: ']', rbrack: ']', Hat: '^', lowbar: '_', grave: '`', lcub: '{', lbrace: '{' }),
  ...Object.entries({ verbar: '|', vert: '|', rcub: '}', rbrace: '}', euro: '€', Tab: '\t', NewLine: '\n' }),
]);
const letters: Record<string, string> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const percent = '(?:%[\\da-fA-F]{2})+';
const entity = '&(?:#\\d{1,7};?|#[xX][\\da-fA-F]{1,6};?|[A-Za-z]{2,8}\\d{0,2};)';
const backslash =
  '\\\\(?:u\\{[\\da-fA-F]{1,6}\\}|u[\\da-fA-F]{4}|U[\\da-fA-F]{8}|x[\\da-fA-F]{2}|[0abefnrtv]|[^\\da-zA-Z\\s])';
/** A blank in a form, and quotes that a YAML or CSV file doubles. */
const foldable = '\\+|"{2,}|\'{2,}';

interface Writing {
  written: RegExp;
  /** What it cannot be without: most texts have nothing of the kind. */
  beginsWith: RegExp;
}

/**
 * A way in which characters are written as others. Each is undone alone, for what looks like another may be as it should be;
 * `mixed` undoes all of them in one go, and besides takes `+` for a blank and doubled quotes for single ones.
 */
export const writings = {
  percent: { written: new RegExp(percent, 'g'), beginsWith: /%/ },
  entity: { written: new RegExp(entity, 'g'), beginsWith: /&/ },
  backslash: { written: new RegExp(backslash, 'g'), beginsWith: /\\/ },
  mixed: {
    written: new RegExp([percent, entity, backslash, foldable].join('|'), 'g'),
    beginsWith: /[%&\\+"']/,
  },
} satisfies Record<string, Writing>;

/** Undoes a way of writing once. @returns undefined when nothing of the text is written so. */
export function decoded(view: View, { written: pattern, beginsWith }: Writing): View | undefined {
  if (!beginsWith.test(view.text)) return undefined;
  let builder: ViewBuilder | undefined;
  let end = 0;
  for (const { 0: written, index } of view.text.matchAll(pattern)) {
    const meaning = written.startsWith('%') ? undefined : meaningOf(written);
    if (meaning === written) continue;
    builder ??= new ViewBuilder(view);
    builder.copy(end, index);
    end = index + written.length;
    if (meaning === undefined) putBytes(builder, written, index);
    else builder.put(meaning, index, end);
  }
  builder?.copy(end, view.text.length);
  return builder?.done();
}

function putBytes(builder: ViewBuilder, written: string, index: number): void {
  const bytes = written
    .split('%')
    .slice(1)
    .map((digits) => parseInt(digits, 16));
  eachCharacter(bytes, (character, from, to) => {
    builder.put(character, index + 3 * from, index + 3 * to);
  });
}

/** Never longer than what is written. */
function meaningOf(written: string): string {
  const [first = '', second = ''] = written;
  if (first === '+') return ' ';
  if (first === '"' || first === "'") return first;
  if (first === '\\') {
    return 'uUx'.includes(second)
      ? character(written.replace(/[^\da-fA-F]/g, ''), 16)
      : (letters[second] ?? second);
  }
  if (second !== '#') return entities.get(written.slice(1, -1)) ?? written;
  const hex = /x/i.test(written);
  return character(written.replace(hex ? /[^\da-fA-F]/g : /\D/g, ''), hex ? 16 : 10);
}

function character(digits: string, base: number): string {
  const code = parseInt(digits, base);
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}

/** How often one writing inside another is undone. */
const deepest = 8;

/** What a text means when all that can be undone is undone. Two writings of the same text mean the same. */
export function meaningOfAll(view: View): string {
  let last = view;
  for (let depth = 0; depth < deepest; depth += 1) {
    const next = decoded(last, writings.mixed);
    if (next === undefined) break;
    last = next;
  }
  return last.text;
}
