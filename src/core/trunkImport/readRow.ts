import * as l10n from '@vscode/l10n';
import { leavingWords, withoutDecimals } from '../leavings.ts';
import { wordList } from '../sentences.ts';
import { tidied } from '../tidied.ts';
import { checkTrunk, fieldsOf, trunkFields, type Trunk, type TrunkField, type TrunkType } from '../trunk.ts';
import { trunkWarnings } from '../trunkWarnings.ts';
import { cellText, withoutApostrophe } from './cell.ts';
import type { Column, ColumnField } from './columns.ts';
import { likeliestType, trunkKindOf } from './trunkKind.ts';

/** What a row of a CSV file says. */
export interface ReadRow {
  /** As far as the row gives it. */
  trunkname: string;
  /** The PBXes that it names; none leaves them to be asked for. */
  pbx: string[];
  trunk?: Trunk | undefined;
  /** Why there is no trunk. */
  problems: string[];
  /** What was assumed or looks strange. */
  notes: string[];
}

type Values = Partial<Record<ColumnField, string>>;

type TrunkValues = Partial<Record<TrunkField, string>>;

/** Columns that are not sent, in which spaces around the text never mean anything. */
const notSent: readonly ColumnField[] = ['pbx', 'tech', 'enabled', 'disabled'];

/** No setting of a trunk is nearly as long, and each value is looked through for many things. */
const longestValue = 10_000;

/** Reads a row into a trunk. No words repeat what a cell holds, since anything may hold a password. */
export function readRow(cells: readonly string[], columns: readonly Column[]): ReadRow {
  const { values, written } = valuesOf(cells, columns);
  const read: ReadRow = {
    trunkname: values.trunkname ?? '',
    pbx: [...new Set((values.pbx ?? '').split(/[,;|]/).map((name) => name.trim()))].filter(
      (name) => name !== '',
    ),
    problems: [],
    notes: [],
  };
  if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    read.problems.push(
      l10n.t(
        'This row has more cells than the header. Put values with the delimiter in them into quotation marks.',
      ),
    );
    return read;
  }
  if (Object.values(values).some((value) => value.length > longestValue)) {
    read.trunkname = '';
    read.pbx = [];
    read.problems.push(
      l10n.t(
        'A value of this row has more than {0} characters, which no PBX takes. Look for a quotation mark too many.',
        longestValue,
      ),
    );
    return read;
  }
  const reason = whySkipped(values);
  if (reason !== undefined) {
    read.problems.push(reason);
    return read;
  }
  if (cells.length < columns.length)
    read.notes.push(l10n.t('This row is shorter than the header; the rest counts as blank.'));
  const ofPbx = leavingWords('pbx', values.pbx ?? '');
  if (ofPbx !== undefined) read.notes.push(ofPbx);
  const trunk = complete(values, read.notes);
  read.notes.push(...trunkWarnings(asWritten(trunk, written)).map(({ message }) => message));
  const checked = checkTrunk(trunk);
  if ('problems' in checked) {
    read.problems.push(...checked.problems.map(({ message }) => message));
    return read;
  }
  read.trunk = checked.trunk;
  return read;
}

/** What the cells say, and what stands in them where that has blanks around it. */
function valuesOf(cells: readonly string[], columns: readonly Column[]): { values: Values; written: Values } {
  const values: Values = {};
  const written: Values = {};
  const ranks: Partial<Record<ColumnField, number>> = {};
  for (const { index, use, rank } of columns) {
    if (use === undefined || use === 'ignore') continue;
    const text = cellText(cells[index] ?? '');
    const tidy = notSent.includes(use) ? text.trim() : tidied(use, text);
    const value = use === 'password' ? tidy : withoutApostrophe(tidy);
    if (value.trim() === '' || rank >= (ranks[use] ?? Infinity)) continue;
    values[use] = value;
    written[use] = value === tidy ? text : value;
    ranks[use] = rank;
  }
  return { values, written };
}

/** The values of a trunk as they stand in its row, as far as they come from there. */
function asWritten(trunk: TrunkValues, written: Values): TrunkValues {
  const entries = Object.entries(trunk) as [TrunkField, string][];
  return Object.fromEntries(
    entries.map(([field, value]) => {
      const inCell = written[field];
      return [field, inCell !== undefined && tidied(field, inCell) === value ? inCell : value];
    }),
  );
}

function whySkipped({ tech, trunktype, enabled, disabled }: Values): string | undefined {
  for (const word of [tech, trunktype]) {
    const kind = word === undefined ? undefined : trunkKindOf(word);
    if (typeof kind === 'object' && 'technology' in kind) {
      return l10n.t(
        'Skipped: this is a trunk of another kind ({0}); only SIP trunks can be imported.',
        kind.technology,
      );
    }
  }
  if (
    /^(?:0|no|off|false|disabled?)$/i.test(enabled ?? '') ||
    /^(?:1|yes|on|true|disabled?)$/i.test(disabled ?? '')
  ) {
    return l10n.t(
      'Skipped: this trunk is switched off, and the API can add only trunks that are on. Switch it on in the file if you want it.',
    );
  }
  return undefined;
}

/** The values of a trunk, with what the API requires and the exports leave out. */
function complete(values: Values, notes: string[]): TrunkValues {
  const trunk: TrunkValues = {};
  for (const field of trunkFields) {
    const value = values[field];
    if (value !== undefined) trunk[field] = value;
  }
  if (trunk.port !== undefined && withoutDecimals(trunk.port) !== trunk.port) {
    notes.push(l10n.t('A spreadsheet has added decimals to the port; they were left out.'));
    trunk.port = withoutDecimals(trunk.port);
  }
  const type = typeOf(values, notes);
  trunk.trunktype = type ?? values.trunktype ?? '';
  const [, host, port] = /^([^:]+):(\d+)$/.exec(trunk.host ?? '') ?? [];
  if (host !== undefined && port !== undefined && trunk.port === undefined) {
    Object.assign(trunk, { host, port });
    notes.push(l10n.t('The port was taken from the host.'));
  }
  // FreePBX: a trunk that the other side registers at goes by its own name.
  if (
    type === 'account' &&
    trunk.username === undefined &&
    values.tech !== undefined &&
    trunk.trunkname !== undefined
  ) {
    trunk.username = trunk.trunkname;
    notes.push(l10n.t('There is no username; the trunk’s name stands in for it.'));
  }
  if (trunk.port === undefined && trunk.host !== undefined && type !== 'account') {
    trunk.port = '5060';
    notes.push(l10n.t('There is no port; 5060 stands in for it.'));
  }
  if (trunk.authname === undefined && trunk.username !== undefined && type !== 'peer')
    trunk.authname = trunk.username;
  if (!type) return trunk;
  const allowed = fieldsOf(type);
  const extra = trunkFields.filter(
    (field) => trunk[field] !== undefined && !allowed.some((one) => one.field === field),
  );
  for (const field of extra) Reflect.deleteProperty(trunk, field);
  if (extra.length > 0) {
    notes.push(l10n.t('A trunk of type {0} has no {1}, so that was left out.', type, wordList(extra)));
  }
  return trunk;
}

function typeOf({ trunktype, host, username, password }: Values, notes: string[]): TrunkType | undefined {
  const kind = trunktype === undefined ? 'sip' : trunkKindOf(trunktype);
  if (typeof kind === 'object' && 'type' in kind) return kind.type;
  if (kind !== 'sip') return undefined;
  const type = likeliestType({
    host: host !== undefined,
    username: username !== undefined,
    password: password !== undefined,
  });
  notes.push(l10n.t('No column tells the type; by what the row has, it is {0}.', type));
  return type;
}
