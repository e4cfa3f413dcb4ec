/** Real clients, written in Node, that judge the simulated systems. */
@NullMarked
package dev.cosell.bridge.sandbox.judge;

import org.jspecify.annotations.NullMarked;
