import type { ExplorerServices } from './services.ts';
import { pbxNamesOf } from '../base/arguments.ts';

/** *PBX: Refresh*: one PBX from its row, those of a group, or all. */
export function run({ explorer }: ExplorerServices, ...args: unknown[]): void {
  const names = comesFromTitle(args) || severalSelected(args) ? [] : pbxNamesOf(args[0], undefined);
  if (names.length === 0) explorer.refresh();
  for (const name of names) explorer.refresh(name);
}

/** Then the button of the title cannot be told from a row's own, and a row's own may mean several PBXes. */
function severalSelected([, selection]: readonly unknown[]): boolean {
  return Array.isArray(selection) && selection.length > 1;
}

/** The button of the view's title brings the focused row, and nothing else; a row's own button brings its selection too. */
function comesFromTitle(args: readonly unknown[]): boolean {
  const [first] = args;
  return args.length === 1 && typeof first === 'object' && first !== null && 'kind' in first;
}
