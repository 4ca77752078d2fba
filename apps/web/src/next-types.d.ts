/// <reference types="next" />
/// <reference types="next/image-types/global" />
// Next writes the same into next-env.d.ts on its first build; this lets a fresh clone be type-checked before one.
