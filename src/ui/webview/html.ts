import { randomBytes } from 'node:crypto';
import type { Translations } from '../../core/translations.ts';

/** What a page shows: one of the two forms, or what came of something. */
export type PageName = 'add' | 'edit' | 'results';

export interface PageHtmlOptions {
  page: PageName;
  /** The page's script and style, as addresses that the webview may load. */
  scriptUri: string;
  styleUri: string;
  /** The user's language, such as `en` or `pt-br`. */
  language: string;
  /** What the page's own words are in that language, where there are translations. */
  translations: Translations | undefined;
  title: string;
}

/**
 * The HTML around a page. What it shows is built by its script. Nothing may be loaded or run except that
 * script and that style, each by a nonce that is new every time.
 */
export function pageHtml(options: PageHtmlOptions): string {
  const { page, scriptUri, styleUri, language, translations, title } = options;
  const nonce = randomBytes(18).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escape(language)}">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escape(title)}</title>
    <link rel="stylesheet" nonce="${nonce}" href="${escape(styleUri)}" />
    <script type="module" nonce="${nonce}" src="${escape(scriptUri)}"></script>
  </head>
  <body>
    <main id="page" data-page="${page}" data-translations="${escape(JSON.stringify(translations ?? {}))}"></main>
  </body>
</html>
`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
