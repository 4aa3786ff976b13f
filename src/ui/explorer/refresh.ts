import type { ExplorerServices } from './services.ts';
import { pbxNameOf } from '../base/arguments.ts';

/** *PBX: Refresh*: one PBX from its node, or all. */
export function run({ explorer }: ExplorerServices, ...args: unknown[]): void {
  explorer.refresh(comesFromTitle(args) || severalSelected(args) ? undefined : pbxNameOf(args[0]));
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
