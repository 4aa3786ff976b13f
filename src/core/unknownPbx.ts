import * as l10n from '@vscode/l10n';
import { commandTitles } from './commandTitles.ts';
import { outsideText } from './outsideText.ts';

/** Says that a name is no configured PBX, and what to do. One that begins with `@` is meant as that of a group. */
export function unknownPbxWords(name: string): string {
  return name.startsWith('@')
    ? l10n.t(
        'No PBX is in the group “{0}”. Choose the PBXes that it is to have with {1}, or correct the name.',
        outsideText(name.slice(1)),
        commandTitles.setGroup(),
      )
    : l10n.t(
        'There is no PBX named “{0}”. Add it with {1}, or correct the name.',
        outsideText(name),
        commandTitles.addPbx(),
      );
}
