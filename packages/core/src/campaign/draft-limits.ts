/** Most characters of each thing one writes. Alone in its file: the editor counts with it while one types. */
export const draftLimits = { name: 200, subject: 500, preheader: 500, bodyMarkdown: 200_000 } as const;
