import * as l10n from '@vscode/l10n';
import { parseTemplate } from '../template.ts';
import type { TemplatePart } from '../template.ts';
import { hasOddCharacter } from '../oddCharacters.ts';
import { tidiedValues } from '../tidied.ts';
import { checkTrunk, isTrunkField, trunkFields, trunkTypes } from '../trunk.ts';
import type { TrunkField } from '../trunk.ts';
import { trunkWarnings } from '../trunkWarnings.ts';
import { isFlow } from './entryEdits.ts';
import { correctedType, fixOf } from './fieldFixes.ts';
import { FieldProblems } from './fieldProblems.ts';
import { misreadEntry } from './misreadEntry.ts';
import type { Span } from './position.ts';
import { errorAt, warningAt } from './problem.ts';
import type { Report } from './problem.ts';
import { unknownKey } from './readDocument.ts';
import type { Source } from './source.ts';
import type { TrunkEntry } from './trunkFile.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlText } from './yamlTree.ts';

/**
 * Reads one trunk and checks it; placeholders are taken for values that fit.
 * @param takeName takes the trunk's name and answers with words if another trunk has it.
 */
export function readEntry(
  node: YamlNode,
  source: Source,
  report: Report,
  takeName: (name: string) => string | undefined,
): TrunkEntry {
  const fields = new Map<TrunkField, YamlText>();
  const problems = new FieldProblems(report);
  if (node.kind === 'map') {
    const inFlow = isFlow(source.text, node);
    for (const entry of node.entries) readField(entry, node, { text: source.text, inFlow }, fields, problems);
  }

  const values: Partial<Record<TrunkField, string>> = {};
  const templates: TrunkField[] = [];
  for (const [field, { text }] of fields) {
    values[field] = text;
    if (text.includes('${')) templates.push(field);
  }
  const { samples, fixed, secrets, env } = fillIn(values, templates, (field, words) => {
    problems.add(field, errorAt(fields.get(field)?.span ?? node.span, 'placeholder', words));
  });

  const placeOf = (field: string): Span => fields.get(field as TrunkField)?.span ?? source.head(node.span);
  const typeIsOpen = fields.has('trunktype') && fixed.trunktype === undefined;
  const found = check(node.kind === 'map' ? tidiedValues(samples) : undefined, typeIsOpen);
  for (const { field, message } of 'problems' in found ? found.problems : []) {
    const canInsert = isTrunkField(field) && !fields.has(field) && node.kind === 'map' && !node.source;
    problems.add(field, {
      ...errorAt(placeOf(field), 'field', message),
      ...(canInsert && { fix: { kind: 'insert', field, place: node.span } }),
      ...(field === 'trunktype' && correctedType(fields.get(field))),
    });
  }
  const taken = values.trunkname === undefined ? undefined : takeName(values.trunkname);
  if (taken !== undefined) {
    problems.add('trunkname', errorAt(placeOf('trunkname'), 'duplicate-trunk', taken));
  }
  const isQuoted = (field: TrunkField): boolean => {
    const written = fields.get(field);
    return written !== undefined && /["'|>]/.test(source.text.charAt((written.source ?? written.span)[0]));
  };
  // What does not show is never meant, neither beside a placeholder nor in its name.
  const withOdd = templates.filter((field) => hasOddCharacter(values[field] ?? ''));
  const odd = Object.fromEntries(withOdd.map((field) => [field, values[field]]));
  const warnings = trunkWarnings(withOdd.length > 0 ? { ...fixed, ...odd } : fixed, isQuoted);
  // That a password stands in the file is said whatever else is strange about it, unless it is no password.
  const isNoPassword = warnings.some(({ field, kind }) => field === 'password' && kind === 'nothing');
  let plainPassword: Span | undefined;
  if (fixed.password !== undefined && fixed.password.trim() !== '' && !isNoPassword) {
    const place = fields.get('password')?.source ?? placeOf('password');
    const message = l10n.t(
      'This password stands in the file as plain text. Keep it as a secret and write {0} here.',
      '${secret:NAME}',
    );
    if (problems.addBeside('password', warningAt(place, 'plain-password', message))) plainPassword = place;
  }
  for (const warning of warnings) {
    const { field, kind, message } = warning;
    if (field === 'password' && kind === 'refused' && plainPassword) continue;
    const fix = node.kind === 'map' ? fixOf(warning, node, fields.get(field), source) : undefined;
    problems.add(field, { ...warningAt(placeOf(field), 'field-advice', message), ...(fix && { fix }) });
  }

  const places: TrunkEntry['places'] = {};
  for (const [field, { span }] of fields) places[field] = source.place(span);
  return {
    trunkname: values.trunkname ?? '',
    values,
    isComplete: 'trunk' in found && templates.length === 0,
    range: source.range(node.span),
    firstLineEnd: source.range(source.head(node.span)).end.character,
    places,
    secrets,
    env,
    ...(plainPassword && { plainPassword: source.range(plainPassword) }),
  };
}

/** What stands in plans, reports and logs: a secret in it would be none. */
function isOpen(field: TrunkField): boolean {
  return ['trunkname', 'host', 'domain'].includes(field);
}

function openFieldWords(field: TrunkField): string {
  return l10n.t(
    '{0} is shown in plans, reports and the log, so it cannot come from a secret. Write it out, or use {1}.',
    field,
    '${env:NAME}',
  );
}

type Values = Partial<Record<TrunkField, string | undefined>>;

const none: readonly string[] = [];

/**
 * Reads the placeholders of a trunk.
 * @param templates the fields that seem to have some.
 * @returns the values to check, with a sample in place of each placeholder; those that no placeholder can change; and the
 * placeholders' names.
 */
function fillIn(
  values: Values,
  templates: readonly TrunkField[],
  refuse: (field: TrunkField, words: string) => void,
): { samples: Values; fixed: Values; secrets: readonly string[]; env: readonly string[] } {
  if (templates.length === 0) return { samples: values, fixed: values, secrets: none, env: none };
  const samples = { ...values };
  const fixed = { ...values };
  const names = { secret: new Set<string>(), env: new Set<string>() };
  for (const field of templates) {
    const template = parseTemplate(values[field] ?? '');
    if ('problem' in template) {
      refuse(field, template.problem);
      samples[field] = fixed[field] = undefined;
      continue;
    }
    const { parts } = template;
    for (const part of parts) if (part.kind !== 'text') names[part.kind].add(part.name);
    if (isOpen(field) && parts.some(({ kind }) => kind === 'secret')) refuse(field, openFieldWords(field));
    samples[field] = sample(field, parts);
    fixed[field] = parts.every(({ kind }) => kind === 'text') ? samples[field] : undefined;
  }
  return { samples, fixed, secrets: [...names.secret], env: [...names.env] };
}

function readField(
  entry: YamlEntry,
  node: YamlMap,
  { text, inFlow }: { text: string; inFlow: boolean },
  fields: Map<TrunkField, YamlText>,
  problems: FieldProblems,
): void {
  const { key, keySpan, value } = entry;
  const field = isTrunkField(key) ? key : undefined;
  if (field === undefined) {
    const words = l10n.t('{0} stands above the list of trunks and holds for all of them.', 'pbx');
    const problem = key === 'pbx' ? errorAt(keySpan, 'unknown-key', words) : unknownKey(entry, trunkFields);
    problems.add(`unknown at ${keySpan[0]}`, problem);
  } else if (value.kind === 'text') {
    const isOwn = !value.source && !node.source;
    const misread = isOwn ? misreadEntry(text, field, { key, keySpan, value }, inFlow) : undefined;
    if (misread) problems.add(field, misread);
    // Of a trunk that an alias repeats, this place is the alias.
    fields.set(
      field,
      node.source ? { ...value, span: node.span, source: value.source ?? value.span } : value,
    );
  } else {
    const words = l10n.t(
      '{0} must be a single value. Put it in quotes if it begins with a bracket or a brace.',
      field,
    );
    const isOwn = !node.source && !value.source;
    problems.add(field, {
      ...errorAt(node.source ? node.span : keySpan, 'wrong-shape', words),
      ...(isOwn && isFlow(text, value) && { fix: { kind: 'quote', place: value.span } }),
    });
  }
}

/** A value that fits, in place of one whose placeholders are still open. */
function sample(field: TrunkField, parts: readonly TemplatePart[]): string {
  if (field === 'port' && parts.some(({ kind }) => kind !== 'text')) return '5060';
  return parts.map((part) => (part.kind === 'text' ? part.text : 'x')).join('');
}

/** Checks a trunk; one whose type is not known yet must fit some type. */
function check(values: Values | undefined, typeIsOpen: boolean): ReturnType<typeof checkTrunk> {
  if (!typeIsOpen) return checkTrunk(values);
  const results = trunkTypes.map((trunktype) => checkTrunk({ ...values, trunktype }));
  const problemsOf = (result: ReturnType<typeof checkTrunk>) =>
    'problems' in result ? result.problems.length : 0;
  return results.reduce((best, one) => (problemsOf(one) < problemsOf(best) ? one : best));
}
