import type { BaseServices } from './services.ts';

/** *PBX: Show Output* */
export function run({ log }: BaseServices): void {
  log.show();
}
