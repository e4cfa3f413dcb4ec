package dev.cosell.bridge.sandbox.http;

/** What a simulated system does with one request. */
@FunctionalInterface
public interface SandboxHandler {

  /** Answers the request; must not block for long. */
  SandboxResponse answer(SandboxRequest request);
}
