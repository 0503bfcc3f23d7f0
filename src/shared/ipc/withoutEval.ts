import { z } from 'zod';

// The window's content security policy forbids `eval`. Schemas decide how they parse when they are made, so an
// entry point that runs under such a policy imports this file before anything else.
z.config({ jitless: true });
