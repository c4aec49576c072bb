// The parts of FreeRTOS that the tests use.
#ifndef MOCK_FREERTOS_QUEUE_H
#define MOCK_FREERTOS_QUEUE_H
#include <stdint.h>

typedef unsigned long UBaseType_t;
typedef long BaseType_t;
typedef uint32_t TickType_t;
typedef struct QueueDefinition *QueueHandle_t;
#define queueQUEUE_TYPE_BASE ((uint8_t)0U)
QueueHandle_t xQueueGenericCreate(const UBaseType_t uxQueueLength,
                                  const UBaseType_t uxItemSize,
                                  const uint8_t ucQueueType);
#define xQueueCreate(uxQueueLength, uxItemSize)                                \
  xQueueGenericCreate((uxQueueLength), (uxItemSize), (queueQUEUE_TYPE_BASE))
#define xSemaphoreCreateBinary() xQueueGenericCreate(1, 0, (uint8_t)3U)
BaseType_t xQueueReceive(QueueHandle_t xQueue, void *const pvBuffer,
                         TickType_t xTicksToWait);
void vQueueDelete(QueueHandle_t xQueue);
#endif
