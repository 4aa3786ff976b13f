import { nearestWord } from '../nearestWord.ts';
import { isAlwaysOptional, trunkTypes } from '../trunk.ts';
import type { FieldWarning } from '../trunkWarnings.ts';
import { removalOf } from './entryRemoval.ts';
import type { Span } from './position.ts';
import type { Fix } from './problem.ts';
import type { Source } from './source.ts';
import type { YamlMap, YamlText } from './yamlTree.ts';

/** What would put a strange value right, where it stands in the file itself. */
export function fixOf(
  { field, kind }: FieldWarning,
  map: YamlMap,
  written: YamlText | undefined,
  { text }: Source,
): Fix<Span> | undefined {
  if (!written) return undefined;
  if (kind === 'oddCharacter' || kind === 'blank') {
    return { kind: 'takeOut', place: written.source ?? written.span };
  }
  if (kind !== 'nothing' || !isAlwaysOptional(field) || map.source) return undefined;
  const entry = map.entries.find(({ key }) => key === field);
  const place = entry && removalOf(text, map, entry);
  return place && { kind: 'leaveOut', field, place };
}

/** The type that is meant by one that is nearly right. */
export function correctedType(written: YamlText | undefined): { fix: Fix<Span> } | undefined {
  const nearest = written && !written.source ? nearestWord(written.text, trunkTypes) : undefined;
  return nearest === undefined ? undefined : { fix: { kind: 'replace', text: nearest } };
}
