import * as l10n from '@vscode/l10n';
import { commandTitles } from '../commandTitles.ts';
import { outsideText } from '../outsideText.ts';
import type { PbxGroups } from '../pbxGroups.ts';
import { parseTemplate } from '../template.ts';
import { nearestWord } from '../nearestWord.ts';
import { hasOddCharacter, namedOddCharacters } from '../oddCharacters.ts';
import { unknownPbxWords } from '../unknownPbx.ts';
import type { Range } from './position.ts';
import type { Problem, ProblemCode, Severity } from './problem.ts';
import { rangeOf, type TrunkFile } from './trunkFile.ts';

/** The names that exist outside of the file. Only names: no value is needed to check one. */
export interface KnownNames {
  pbxNames: readonly string[];
  groups: PbxGroups;
  /** Undefined where nobody can tell them: then nothing is said of secrets. */
  secrets: readonly string[] | undefined;
  env: readonly string[];
  /** Those of the PBXes whose API version has no DOD numbers. */
  pbxesWithoutDod?: readonly string[];
}

/** Says which PBXes and groups of a file are not configured. */
export function unknownPbxes(
  file: TrunkFile,
  { pbxNames, groups }: Pick<KnownNames, 'pbxNames' | 'groups'>,
): Problem[] {
  const known = new Set(pbxNames);
  return file.documents
    .flatMap((document) => document.pbxNames ?? [])
    .filter(({ name }) => !known.has(name))
    .map(({ name, range }) => {
      const words = hasOddCharacter(name)
        ? l10n.t(
            'There is no PBX of this name, which has characters in it that do not show: {0}. Correct the name.',
            namedOddCharacters(name),
          )
        : unknownPbxWords(name);
      const nearest = nearestWord(name, [...pbxNames, ...groups.keys()]);
      return {
        ...problemAt(range, 'error', 'unknown-pbx', words),
        ...(nearest !== undefined && { fix: { kind: 'replace', text: nearest } }),
      };
    });
}

/**
 * Says which placeholders of a file have no value yet, each at its first place: it is asked for, or set, only once.
 * @param most how many of each kind become problems; the others are only counted.
 * @returns the problems, and how many more there are.
 */
export function openPlaceholders(
  file: TrunkFile,
  { secrets, env }: KnownNames,
  most: number,
): { problems: Problem[]; more: number } {
  const names = { secret: new Set(secrets), env: new Set(env) };
  const left = { secret: most, env: most };
  const problems: Problem[] = [];
  let more = 0;
  for (const { trunks } of file.documents) {
    for (const entry of trunks) {
      if (entry.secrets.length === 0 && entry.env.length === 0) continue;
      for (const [field, value] of Object.entries(entry.values)) {
        if (!value.includes('${')) continue;
        const template = parseTemplate(value);
        for (const part of 'parts' in template ? template.parts : []) {
          if (part.kind === 'text' || names[part.kind].has(part.name)) continue;
          if (part.kind === 'secret' && !secrets) continue;
          names[part.kind].add(part.name);
          left[part.kind] -= 1;
          if (left[part.kind] < 0) more += 1;
          else problems.push(openPlaceholder(rangeOf(entry, field), part.kind, part.name));
        }
      }
    }
  }
  return { problems, more };
}

function openPlaceholder(range: Range, kind: 'secret' | 'env', name: string): Problem {
  return kind === 'secret'
    ? problemAt(
        range,
        'information',
        'secret',
        l10n.t(
          'The secret {0} has no value yet. It is asked for when the trunks are provisioned; {1} takes it at once.',
          outsideText(name),
          commandTitles.manageSecrets(),
        ),
      )
    : problemAt(
        range,
        'warning',
        'env',
        l10n.t('The environment variable {0} is not set. Set it and restart VS Code.', outsideText(name)),
      );
}

function problemAt(range: Range, severity: Severity, code: ProblemCode, message: string): Problem {
  return { severity, code, message, ...range };
}
