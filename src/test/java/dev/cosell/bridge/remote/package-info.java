@NullMarked
package dev.cosell.bridge.remote;

import org.jspecify.annotations.NullMarked;
