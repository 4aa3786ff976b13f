import * as l10n from '@vscode/l10n';
import { outsideText } from '../../core/outsideText.ts';
import type { ProvisionReport, TrunkOutcome } from '../../core/outcome.ts';
import type { Trunk, TrunkField } from '../../core/trunk.ts';
import type { Pbx } from '../../pbx/pbx.ts';
import type { Comparison } from '../../pbx/provision/compareTrunks.ts';
import { provisionPbx, type UnlistedMemory } from '../../pbx/provision/provisionPbx.ts';
import { verifyRegistration } from '../../pbx/provision/verifyRegistration.ts';
import type { Placeholders, TrunkPlace } from '../files/wantedTrunks.ts';
import { movedAwayWords } from '../movedWords.ts';
import type { AuditAction, Fleet } from '../ports.ts';
import { run, type RunOptions, type RunServices } from '../run.ts';

/** One trunk for one PBX. */
export interface ProvisionWork {
  pbx: string;
  trunk: Trunk;
  /** The fields whose values come from a secret. */
  secretFields?: readonly TrunkField[];
  /** The names in the placeholders that its values come from. */
  placeholders?: Placeholders;
  /** Where the PBX was when this was decided: nothing is sent to another one. */
  url?: string;
  /** Where it is written, unless it comes from the form or from automation. */
  place?: TrunkPlace;
}

export interface ProvisionOptions extends RunOptions {
  /** What the audit log calls it, where it is not `provision`. */
  action?: AuditAction;
  /** Changes trunks that are there but differ. */
  update?: boolean;
  /** False where the registration of new trunks is not waited for. */
  verify?: boolean;
}

export type ProvisionServices = RunServices & Pick<Fleet, 'redactor' | 'unlistedTrunks'>;

/**
 * Brings trunks to their PBXes, each exactly once, and follows the new register trunks until the ITSP has let them in or not.
 * Asks nothing.
 * @returns the outcomes in the order of `work`.
 */
export function provision(
  services: ProvisionServices,
  work: readonly ProvisionWork[],
  options: ProvisionOptions,
): Promise<ProvisionReport> {
  for (const { trunk } of work) if ('password' in trunk) services.redactor.add(trunk.password);
  const { signal, update = false, verify = true, action = 'provision' } = options;
  return run(
    services,
    work,
    {
      action,
      trunknameOf: ({ trunk }) => trunk.trunkname,
      reasonAgainst: (name) => {
        const now = services.pbxes.addressOf(name);
        const moved = work.some(({ pbx, url }) => pbx === name && url !== undefined && url !== now);
        return moved ? { outcome: 'failed', message: movedAwayWords(name) } : undefined;
      },
      work: async (pbx, items, observer) => {
        const trunks = items.map(({ trunk }) => trunk);
        const unlisted = unlistedOn(services, pbx);
        const { onCompared } = observer;
        const outcomes = await provisionPbx(pbx, trunks, {
          ...observer,
          ...(onCompared && {
            onCompared: (name, comparison) => onCompared(name, withSecretFields(comparison, items)),
          }),
          signal,
          update,
          unlisted,
        });
        if (verify) await followRegistration(services, pbx, trunks, outcomes, options);
        return outcomes;
      },
    },
    options,
  );
}

/** The comparison of some work, which knows of each trunk which fields come from a secret. */
export function withSecretFields(comparison: Comparison, work: readonly ProvisionWork[]): Comparison {
  const trunks = comparison.trunks.map((compared, index) => {
    const secretFields = work[index]?.secretFields ?? [];
    return secretFields.length > 0 ? { ...compared, secretFields } : compared;
  });
  return { ...comparison, trunks };
}

/** Adds one trunk by the same way as a whole file. The tree shows its registration soon enough, so it is not waited for. */
export async function addTrunk(
  services: ProvisionServices,
  pbx: string,
  trunk: Trunk,
): Promise<TrunkOutcome> {
  const { signal } = new AbortController();
  const { outcomes } = await provision(services, [{ pbx, trunk }], {
    action: 'add',
    signal,
    verify: false,
  });
  const [outcome] = outcomes;
  if (!outcome) throw new Error('A run of one trunk has one outcome');
  return outcome;
}

/** The memory of one box for what it took, but did not list. */
function unlistedOn(
  { unlistedTrunks: store, log }: ProvisionServices,
  { name, connection }: Pbx,
): UnlistedMemory {
  const { url } = connection;
  return {
    trunks: store.of(url),
    remember: (trunkname, listedAs) => {
      store.remember(url, trunkname, listedAs);
      log.warn(`${name} · ${trunkname}: ${listedAs === undefined ? 'not listed' : `listed as ${listedAs}`}`);
    },
    forget: (trunkname) => {
      store.forget(url, trunkname);
    },
  };
}

async function followRegistration(
  { settings, log, unlistedTrunks }: ProvisionServices,
  pbx: Pbx,
  trunks: readonly Trunk[],
  outcomes: readonly TrunkOutcome[],
  { signal, tellProgress, tellWait }: RunOptions,
): Promise<void> {
  const unlisted = unlistedTrunks.of(pbx.connection.url);
  const added = outcomes.filter(
    ({ outcome, trunkname }, index) =>
      outcome === 'added' && trunks[index]?.trunktype === 'register' && !unlisted.has(trunkname),
  );
  let tellFirst = tellWait;
  await verifyRegistration(pbx, added, {
    timeoutMs: settings.verifyTimeout(),
    signal,
    onWait: (left) => {
      const words = l10n.t('{0}: waiting for {1} to register', outsideText(pbx.name), left);
      tellProgress?.(words, 0);
      tellFirst?.(words);
      tellFirst = undefined;
    },
  });
  for (const { trunkname, message } of added) {
    if (message !== undefined) log.info(`${pbx.name} · ${trunkname}: ${message}`);
  }
}
