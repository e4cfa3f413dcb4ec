package dev.cosell.bridge.sandbox.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * A place where the published contract is known to differ from the documented service.
 *
 * @param reason what the documentation says, with its section in partner-center.md
 * @param amendment corrects the contract before anything is validated against it
 */
public record KnownDifference(String reason, Consumer<ObjectNode> amendment) {}
