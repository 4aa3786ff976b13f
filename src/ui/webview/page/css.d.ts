/** esbuild takes a style that is imported into the file beside the script. */
declare module '*.css';
