import type { App } from '../app.ts';
import { pbxNameOf } from './arguments.ts';

/** *PBX: Refresh*: one PBX from its node, or all. */
export function run(app: App, ...args: unknown[]): void {
  app.explorer.refresh(comesFromTitle(args) ? undefined : pbxNameOf(args[0]));
}

/** The button of the view's title brings the focused row, and nothing else; a row's own button brings its selection too. */
function comesFromTitle(args: readonly unknown[]): boolean {
  const [first] = args;
  return args.length === 1 && typeof first === 'object' && first !== null && 'kind' in first;
}
