import { test } from '@playwright/test';
import { buildGallery } from '../support/gallery/serve.ts';

test('the window is built with the fake app in it', buildGallery);
