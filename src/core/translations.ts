import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';

/** The user's language as VS Code has it: the English text, and what stands in its place. */
const translationsSchema = z.record(
  z.string(),
  z.union([z.string(), z.object({ message: z.string(), comment: z.array(z.string()) })]),
);
export type Translations = z.infer<typeof translationsSchema>;

/**
 * Lets the words of this thread or page come in the user's language. What runs beside the extension has words of its own,
 * so it is started with the translations and hands them in here.
 * @param translations read as {@link Translations}; anything else leaves the words in English.
 */
export function useTranslations(translations: unknown): void {
  const { data } = translationsSchema.safeParse(translations);
  if (data) l10n.config({ contents: data });
}
