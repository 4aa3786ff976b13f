import * as z from 'zod/mini';

// zod would compile its schemas with `new Function`, which the page's Content Security Policy forbids. It decides that
// when a schema is made, so this module has to be imported before any schema.
z.config({ jitless: true });
