"use strict";
// Forgets to make a PolicyPack.
