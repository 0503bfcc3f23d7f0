import { pinSchema } from '../../../src/shared/model/trust.ts';

/** The keys of the servers there are: of the one that is meant, and of one in between. */
export const RIVER_PIN = pinSchema.parse('3fa94c0e17d2b8855e6a90c34d7f1b26a8e03c9d5174f2eb6098ca4d31b75fe2');
export const OTHER_PIN = pinSchema.parse('91c7e2d05ab3f6487de1094fc28b6a3507fed94b8c1260a3e75d3f1b8a94c60d');
/** The key of the space that this app hosts. */
export const OWN_PIN = pinSchema.parse('c40b7a91e6f25d38097cb1e4a8d3562f71e09c5bd8436fa2b51d7e8c094fa36b');
/** The digest of its certificate. */
export const OWN_CERTIFICATE = '2b9e60d1f8c34a7753ae0c91d46f28b5e17c3d90a4586fb2c0e91d7a35b846f3';
