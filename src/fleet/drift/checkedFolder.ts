import * as z from 'zod/mini';
import { isTrunkField, type TrunkField } from '../../core/trunk.ts';

const placed = { trunkname: z.string(), place: z.string() };

/** The drift of some folders: what was checked, when, and what came of it. It is kept as JSON. */
export const checkedFolderSchema = z.object({
  /** How a person knows the folder, or several. */
  name: z.string(),
  /** Their URIs. */
  folders: z.array(z.string()),
  /** The PBXes that were meant; none for all. */
  only: z.array(z.string()),
  /** The trunk files, with the PBXes that each names. */
  files: z.array(z.object({ uri: z.string(), name: z.string(), pbxNames: z.array(z.string()) })),
  /** ISO 8601. */
  at: z.string(),
  drifts: z.array(
    z.object({
      pbx: z.string(),
      missing: z.array(z.object(placed)),
      different: z.array(
        z.object({
          ...placed,
          fields: z.array(z.custom<TrunkField>((value) => typeof value === 'string' && isTrunkField(value))),
        }),
      ),
      unlisted: z.array(z.string()),
      problems: z.array(z.string()),
      unasked: z.optional(z.literal(true)),
    }),
  ),
});
export type CheckedFolder = z.infer<typeof checkedFolderSchema>;
