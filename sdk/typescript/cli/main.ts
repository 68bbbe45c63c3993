import { VERSION } from "../src/mod.ts";
console.log(VERSION);
