package com.example.firmware;

import java.util.Map;

/**
 * Leave to upload one file, for a minute.
 *
 * @param host where to
 * @param fields the form's fields before the file
 * @param firmwareUrl what CreateOTAFirmware is to be told
 */
public record UploadTicket(String host, Map<String, String> fields, String firmwareUrl) {}
