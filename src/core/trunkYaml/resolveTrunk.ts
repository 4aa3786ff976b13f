import * as l10n from '@vscode/l10n';
import { commandTitles } from '../commandTitles.ts';
import { outsideText } from '../outsideText.ts';
import { tidiedValues } from '../tidied.ts';
import { parseTemplate } from '../template.ts';
import type { TemplatePart } from '../template.ts';
import { checkTrunk, trunkFields } from '../trunk.ts';
import type { FieldProblem, Trunk, TrunkField } from '../trunk.ts';
import type { TrunkEntry } from './trunkFile.ts';

/** Where the values of placeholders come from. */
export interface PlaceholderSource {
  /** The secret of that name, or `undefined` when there is none. Called once per name. */
  secret(name: string): Promise<string | undefined>;
  /**
   * The environment variable of that name, or `undefined` when it is not set.
   * @param field which it fills, of a trunk that is to be sent.
   */
  env(name: string, field?: TrunkField): string | undefined;
}

/**
 * Fills in the placeholders of a trunk, takes away blanks that nobody means and checks the real values.
 * @returns the trunk to send, or what is wrong with it, at most one problem for each field. The words never hold a value.
 * @throws what `source.secret` throws.
 */
export async function resolveTrunk(
  { values, isComplete = false }: Pick<TrunkEntry, 'values'> & { isComplete?: boolean },
  source: PlaceholderSource,
): Promise<{ trunk: Trunk } | { problems: FieldProblem[] }> {
  if (isComplete) return { trunk: inOrder(tidiedValues(values)) };
  const problems: FieldProblem[] = [];
  const filled: Partial<Record<TrunkField, string>> = {};
  const secrets = new Map<string, string | undefined>();
  const valueOf = async (
    { kind, name }: Exclude<TemplatePart, { kind: 'text' }>,
    field: TrunkField,
  ): Promise<string | undefined> => {
    if (kind === 'env') return source.env(name, field);
    if (!secrets.has(name)) secrets.set(name, await source.secret(name));
    return secrets.get(name);
  };

  for (const [field, value] of Object.entries(values) as [TrunkField, string][]) {
    const template = parseTemplate(value);
    if ('problem' in template) {
      problems.push({ field, message: template.problem });
      continue;
    }
    let text = '';
    for (const part of template.parts) {
      const found = part.kind === 'text' ? part.text : await valueOf(part, field);
      if (found === undefined && part.kind !== 'text') {
        problems.push({ field, message: missingWords(field, part) });
        break;
      }
      text += found ?? '';
    }
    filled[field] = text;
  }
  return problems.length > 0 ? { problems } : checkTrunk(tidiedValues(filled));
}

/** The fields in the API's order. */
function inOrder(values: TrunkEntry['values']): Trunk {
  const fields = trunkFields.filter((field) => values[field] !== undefined);
  return Object.fromEntries(fields.map((field) => [field, values[field]])) as Trunk;
}

function missingWords(field: string, { kind, name }: Exclude<TemplatePart, { kind: 'text' }>): string {
  return kind === 'env'
    ? l10n.t(
        '{0} needs the environment variable {1}, which is not set. Set it and restart VS Code.',
        field,
        outsideText(name),
      )
    : l10n.t(
        '{0} needs the secret {1}, which is not kept here. Enter it with {2}.',
        field,
        outsideText(name),
        commandTitles.manageSecrets(),
      );
}
