// The short version of bench/day/kills.mjs: the server is killed while eight write, and nothing acknowledged is lost.
import { expect, test } from "@playwright/test";
import { kills } from "../../bench/day/kills.mjs";

test("a server killed under eight writers loses no acknowledged write, and its journal holds", async () => {
  const told = await kills(8);
  expect(told.acknowledged).toBeGreaterThan(20);
  expect(told.reads).toBeGreaterThan(3);
  expect(told.doctor).toContain(", 0 rompues");
});
