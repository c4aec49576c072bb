// The parts of Vulkan's pools that the tests use.
#ifndef MOCK_VULKAN_H
#define MOCK_VULKAN_H
#include <stdint.h>

typedef struct VkDevice_T *VkDevice;
typedef struct VkCommandPool_T *VkCommandPool;
typedef struct VkDescriptorPool_T *VkDescriptorPool;
typedef struct VkQueryPool_T *VkQueryPool;
typedef struct VkAllocationCallbacks VkAllocationCallbacks;
typedef struct VkCommandPoolCreateInfo VkCommandPoolCreateInfo;
typedef struct VkDescriptorPoolCreateInfo VkDescriptorPoolCreateInfo;
typedef struct VkQueryPoolCreateInfo VkQueryPoolCreateInfo;
typedef enum VkResult {
  VK_SUCCESS = 0,
  VK_ERROR_OUT_OF_HOST_MEMORY = -1
} VkResult;

VkResult vkCreateCommandPool(VkDevice device,
                             const VkCommandPoolCreateInfo *pCreateInfo,
                             const VkAllocationCallbacks *pAllocator,
                             VkCommandPool *pCommandPool);
VkResult vkResetCommandPool(VkDevice device, VkCommandPool commandPool,
                            uint32_t flags);
void vkDestroyCommandPool(VkDevice device, VkCommandPool commandPool,
                          const VkAllocationCallbacks *pAllocator);
VkResult vkCreateDescriptorPool(VkDevice device,
                                const VkDescriptorPoolCreateInfo *pCreateInfo,
                                const VkAllocationCallbacks *pAllocator,
                                VkDescriptorPool *pDescriptorPool);
VkResult vkResetDescriptorPool(VkDevice device, VkDescriptorPool descriptorPool,
                               uint32_t flags);
void vkDestroyDescriptorPool(VkDevice device, VkDescriptorPool descriptorPool,
                             const VkAllocationCallbacks *pAllocator);
VkResult vkCreateQueryPool(VkDevice device,
                           const VkQueryPoolCreateInfo *pCreateInfo,
                           const VkAllocationCallbacks *pAllocator,
                           VkQueryPool *pQueryPool);
void vkResetQueryPool(VkDevice device, VkQueryPool queryPool,
                      uint32_t firstQuery, uint32_t queryCount);
void vkDestroyQueryPool(VkDevice device, VkQueryPool queryPool,
                        const VkAllocationCallbacks *pAllocator);
#endif
